package dev.tidemark.schemas.table;

/**
 * A type made by a user that a column needs.
 *
 * @param name qualified and quoted for DDL
 * @param create the whole statement that makes it, without a semicolon
 */
public record UserType(String name, String create) {}
