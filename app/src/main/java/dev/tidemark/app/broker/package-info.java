/**
 * The Kafka broker inside the process: one node, loopback only, its data under the home.
 *
 * <p>The only package of the app with Kafka types. It knows no collection and no command.
 */
@NullMarked
package dev.tidemark.app.broker;

import org.jspecify.annotations.NullMarked;
