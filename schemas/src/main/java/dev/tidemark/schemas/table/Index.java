package dev.tidemark.schemas.table;

/**
 * An index that no constraint owns.
 *
 * @param name its name, without schema
 * @param unique a unique index
 * @param definition what follows {@code ON table}: {@code USING btree (lower(email)) WHERE active}
 */
public record Index(String name, boolean unique, String definition) {}
