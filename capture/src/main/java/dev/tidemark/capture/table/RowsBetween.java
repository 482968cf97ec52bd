package dev.tidemark.capture.table;

import java.util.List;

/**
 * The rows of a table that came between two looks at it.
 *
 * @param shapes with which the source announced them
 * @param areAllKnown there were none before these, of which a capture that died took the memory
 */
public record RowsBetween(List<TableShape> shapes, boolean areAllKnown) {

  public static final RowsBetween NONE = new RowsBetween(List.of(), true);

  public RowsBetween {
    shapes = List.copyOf(shapes);
  }

  boolean mayBeThere() {
    return !areAllKnown || !shapes.isEmpty();
  }
}
