/**
 * Table definitions as statements: what makes a table again, empty first and complete after its
 * data. Pure text; running it is the target's. Everything is built in staging schemas and moved to
 * its place at the end, so names here say where a thing is while it is being built.
 */
@NullMarked
package dev.tidemark.restorer.ddl;

import org.jspecify.annotations.NullMarked;
