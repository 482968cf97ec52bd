package dev.tidemark.benchmarks.measure;

import java.util.Optional;

/**
 * A line without figures.
 *
 * @param what Tidemark was to do
 * @param against whom or what it was to be held against
 * @param goal empty for a part of the work, which has several
 * @param reason why there are none, on one line
 */
public record Missing(String what, String against, Optional<Goal> goal, String reason)
    implements Line {}
