/** The demo: a shop, its ruin and its rescue, in a minute and on nothing but this machine. */
@NullMarked
package dev.tidemark.app.demo;

import org.jspecify.annotations.NullMarked;
