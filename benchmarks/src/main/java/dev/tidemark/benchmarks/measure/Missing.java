package dev.tidemark.benchmarks.measure;

/**
 * A line without figures.
 *
 * @param what Tidemark was to do
 * @param against whom or what it was to be held against
 * @param goal as it would be printed
 * @param reason why there are none, on one line
 */
public record Missing(String what, String against, String goal, String reason) implements Line {}
