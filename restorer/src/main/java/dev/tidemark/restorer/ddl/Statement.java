package dev.tidemark.restorer.ddl;

/**
 * One statement, and what it is about, for the error when the target refuses it.
 *
 * @param subject {@code table public.orders}, {@code index orders_day of public.orders}
 */
public record Statement(String subject, String sql) {}
