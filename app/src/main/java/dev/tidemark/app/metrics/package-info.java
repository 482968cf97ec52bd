/**
 * What a running server tells to those who watch it: metrics as Prometheus reads them, and whether
 * all is well.
 *
 * <p>Asks for overviews and counts what ends; decides nothing. Micrometer and HTTP stop here.
 */
@NullMarked
package dev.tidemark.app.metrics;

import org.jspecify.annotations.NullMarked;
