/**
 * Which tables are restored and what each is called afterwards. Pure: definitions in, names out. It
 * knows neither the archive nor the target.
 */
@NullMarked
package dev.tidemark.restorer.select;

import org.jspecify.annotations.NullMarked;
