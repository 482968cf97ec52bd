/**
 * The configuration of {@code start}: one record, parsed once, every error reported together.
 *
 * <p>Knows text and files; who uses a setting is not its business.
 */
@NullMarked
package dev.tidemark.app.config;

import org.jspecify.annotations.NullMarked;
