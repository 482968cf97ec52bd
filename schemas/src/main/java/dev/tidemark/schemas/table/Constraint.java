package dev.tidemark.schemas.table;

/**
 * A unique, check or exclusion constraint.
 *
 * @param name its name
 * @param definition as {@code pg_get_constraintdef} prints it: {@code CHECK ((price > 0))}
 */
public record Constraint(String name, String definition) {}
