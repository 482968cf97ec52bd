/** Backups in other places than the home. */
@NullMarked
package dev.tidemark.acceptance.storages;

import org.jspecify.annotations.NullMarked;
