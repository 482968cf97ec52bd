// The language of docs/sql.md. A new statement begins here, with an alternative of `statement`.
grammar TidemarkSql;

options { caseInsensitive = true; }

// Every choice is made by the next token alone: so an error is found where it is, and what could have
// stood there is known.

one : statement (SEMICOLON | EOF) ;

statement
  : create | alter | drop | backup | explain | restore | mark | show | cancel | copy | verify | drill
  | apply | rotate | erase
  ;

create
  : CREATE BACKUP COLLECTION (IF NOT EXISTS)? collection LEFT members RIGHT FROM url=STRING with?
  ;

members : TABLE tables | SCHEMA name | DATABASE ;

tables : table (COMMA TABLE? table)* ;

alter
  : ALTER BACKUP COLLECTION collection (setOptions | resetOptions | addTables | dropTables)
  ;

addTables : ADD TABLE tables with? ;

dropTables : DROP TABLE tables with? ;

setOptions : SET LEFT option (COMMA option)* RIGHT ;

resetOptions : RESET LEFT optionName (COMMA optionName)* RIGHT ;

drop : DROP BACKUP COLLECTION (IF EXISTS)? collection with? ;

backup : BACKUP collection INCREMENTAL? with? ;

explain : EXPLAIN restore ;

restore
  : RESTORE collection point? (TABLE tables)? (WHERE condition)? INTO url=STRING (SCHEMA name)? with?
  ;

point : AT place | BEFORE TRANSACTION transaction | LATEST ;

place
  : time=STRING
  | SEQUENCE NUMBER
  | TRANSACTION transaction
  | POSITION position=STRING
  | OFFSET offset=STRING
  | MARKER marker=STRING
  ;

transaction : STRING | NUMBER ;

mark : MARK collection AS marker=STRING with? ;

show : SHOW shown ;

shown
  : BACKUP (COLLECTIONS | COLLECTION collection) # showCollections
  | BACKUPS IN collection                        # showBackups
  | TIMELINE OF collection (FROM from=STRING)? (TO to=STRING)? (TABLE table)? # showTimeline
  | OPERATIONS (OF collection)?                  # showOperations
  | OPERATION id=STRING                          # showOperation
  | RETENTION OF collection                      # showRetention
  ;

cancel : CANCEL OPERATION id=STRING ;

copy : COPY BACKUPS IN collection TO url=STRING with? ;

verify : VERIFY collection (AGAINST SOURCE | (BACKUP id=STRING)? DEEP?) with? ;

drill : DRILL collection (INTO url=STRING)? with? ;

apply : APPLY RETENTION TO collection with? ;

rotate : ROTATE KEY OF collection TO key=STRING with? ;

erase : ERASE FROM collection TABLE erased (COMMA TABLE? erased)* with? ;

erased : table WHERE condition ;

with : WITH LEFT option (COMMA option)* RIGHT ;

option : optionName EQUAL value=(STRING | NUMBER | TRUE | FALSE) ;

optionName : name ;

condition : conjunction (OR conjunction)* ;

conjunction : negation (AND negation)* ;

negation : NOT negation | predicate ;

predicate : LEFT condition RIGHT | column test ;

test
  : sign=(EQUAL | UNEQUAL | LESS | ATMOST | GREATER | ATLEAST) literal # compared
  | NOT range                                                          # notInRange
  | range                                                              # inRange
  | IS NOT? NULL                                                       # absent
  ;

range
  : IN LEFT literal (COMMA literal)* RIGHT # listed
  | LIKE pattern=STRING                    # like
  | BETWEEN literal AND literal            # between
  ;

literal : STRING | MINUS? NUMBER | TRUE | FALSE ;

column : name ;

collection : name ;

table : name DOT name ;

name : IDENTIFIER | QUOTED | unreserved ;

// Keywords that may name something all the same, for where they can stand nothing else can.
unreserved
  : ADD | AGAINST | ALTER | APPLY | AS | BACKUP | BACKUPS | CANCEL | COLLECTION | COLLECTIONS | COPY | CREATE | DATABASE | DRILL | DROP
  | DEEP | ERASE | EXPLAIN | INCREMENTAL | KEY | LATEST | MARK | MARKER | OF | OFFSET | OPERATION | OPERATIONS | POSITION
  | RESET | RESTORE | RETENTION | ROTATE | SCHEMA | SEQUENCE | SHOW | SOURCE | TIMELINE | TO | TRANSACTION | VERIFY
  ;

ADD : 'ADD' ;
AGAINST : 'AGAINST' ;
ALTER : 'ALTER' ;
AND : 'AND' ;
APPLY : 'APPLY' ;
AS : 'AS' ;
AT : 'AT' ;
BACKUP : 'BACKUP' ;
BACKUPS : 'BACKUPS' ;
BEFORE : 'BEFORE' ;
BETWEEN : 'BETWEEN' ;
CANCEL : 'CANCEL' ;
COLLECTION : 'COLLECTION' ;
COLLECTIONS : 'COLLECTIONS' ;
COPY : 'COPY' ;
CREATE : 'CREATE' ;
DATABASE : 'DATABASE' ;
DEEP : 'DEEP' ;
DRILL : 'DRILL' ;
DROP : 'DROP' ;
ERASE : 'ERASE' ;
EXISTS : 'EXISTS' ;
EXPLAIN : 'EXPLAIN' ;
FALSE : 'FALSE' ;
FROM : 'FROM' ;
IF : 'IF' ;
IN : 'IN' ;
INCREMENTAL : 'INCREMENTAL' ;
INTO : 'INTO' ;
IS : 'IS' ;
KEY : 'KEY' ;
LATEST : 'LATEST' ;
LIKE : 'LIKE' ;
MARK : 'MARK' ;
MARKER : 'MARKER' ;
NOT : 'NOT' ;
NULL : 'NULL' ;
OF : 'OF' ;
OFFSET : 'OFFSET' ;
OPERATION : 'OPERATION' ;
OPERATIONS : 'OPERATIONS' ;
OR : 'OR' ;
POSITION : 'POSITION' ;
RESET : 'RESET' ;
RESTORE : 'RESTORE' ;
RETENTION : 'RETENTION' ;
ROTATE : 'ROTATE' ;
SCHEMA : 'SCHEMA' ;
SEQUENCE : 'SEQUENCE' ;
SET : 'SET' ;
SHOW : 'SHOW' ;
SOURCE : 'SOURCE' ;
TABLE : 'TABLE' ;
TIMELINE : 'TIMELINE' ;
TO : 'TO' ;
TRANSACTION : 'TRANSACTION' ;
TRUE : 'TRUE' ;
VERIFY : 'VERIFY' ;
WHERE : 'WHERE' ;
WITH : 'WITH' ;

SEMICOLON : ';' ;
COMMA : ',' ;
DOT : '.' ;
LEFT : '(' ;
RIGHT : ')' ;
EQUAL : '=' ;
UNEQUAL : '<>' | '!=' ;
ATMOST : '<=' ;
ATLEAST : '>=' ;
LESS : '<' ;
GREATER : '>' ;
MINUS : '-' ;

IDENTIFIER : [A-Z_] [A-Z0-9_$]* ;
QUOTED : '"' (~'"' | '""')+ '"' | '`' ~'`'+ '`' ;
STRING : '\'' (~'\'' | '\'\'')* '\'' ;
NUMBER : [0-9]+ ('.' [0-9]+)? ('E' [+-]? [0-9]+)? ;

COMMENT : ('--' ~[\r\n]* | '/*' .*? '*/') -> skip ;
SPACE : [ \t\r\n\u00A0\uFEFF]+ -> skip ;

// What has no end is told as such, and not as a stray quote.
UNENDED : '\'' (~'\'' | '\'\'')* | '"' (~'"' | '""')* | '`' ~'`'* ;
STRAY : . ;
