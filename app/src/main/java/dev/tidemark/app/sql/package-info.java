/**
 * The language: from text to statements, and what is wrong with a text, at the word that is wrong.
 * The only place that knows ANTLR.
 *
 * <p>Carries nothing out; that is the session's part.
 */
@NullMarked
package dev.tidemark.app.sql;

import org.jspecify.annotations.NullMarked;
