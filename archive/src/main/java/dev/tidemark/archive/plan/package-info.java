/**
 * From what a person asks for to what is to be read: restore points resolved to a sequence, and a
 * sequence planned as runs to merge. Pure functions with sealed results; reads nothing.
 */
@NullMarked
package dev.tidemark.archive.plan;

import org.jspecify.annotations.NullMarked;
