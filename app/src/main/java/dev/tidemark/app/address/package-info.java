/**
 * How people write where something is: targets, and the passwords of databases.
 *
 * <p>Knows neither the command line nor the language; both use it.
 */
@NullMarked
package dev.tidemark.app.address;

import org.jspecify.annotations.NullMarked;
