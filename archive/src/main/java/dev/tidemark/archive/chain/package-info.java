/**
 * Which backups belong together: chains, and what is wrong with them. Functions of manifests; reads
 * nothing.
 */
@NullMarked
package dev.tidemark.archive.chain;

import org.jspecify.annotations.NullMarked;
