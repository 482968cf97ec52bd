package dev.tidemark.archive.run;

/** Names and numbers of the format that writer and reader share. */
final class RunFormat {

  static final int VERSION = 1;

  static final String FORMAT = "tidemark.format";
  static final String ROLE = "tidemark.role";
  static final String TABLE = "tidemark.table";
  static final String PARTITION = "tidemark.partition";

  private RunFormat() {}
}
