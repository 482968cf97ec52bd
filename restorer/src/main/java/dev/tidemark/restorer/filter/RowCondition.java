package dev.tidemark.restorer.filter;

import java.time.ZoneId;

/**
 * Which rows are wanted.
 *
 * @param zone of a time that names none, where it is compared with one that has a zone
 */
public record RowCondition(Condition condition, ZoneId zone) {}
