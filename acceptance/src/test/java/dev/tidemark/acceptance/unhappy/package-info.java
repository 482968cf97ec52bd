/**
 * What goes wrong, and what a person is then told: the exact words, the hint and the exit code, as
 * the command line gives them. It asks what is left behind, never how it came about.
 */
@NullMarked
package dev.tidemark.acceptance.unhappy;

import org.jspecify.annotations.NullMarked;
