/**
 * What the command line promises, shown command by command: what each restore point means, against
 * the source's own state at that moment; what a program gets to read; what a signal does; and what
 * can be had when the source, the home or the collection is gone.
 */
@NullMarked
package dev.tidemark.acceptance.contract;

import org.jspecify.annotations.NullMarked;
