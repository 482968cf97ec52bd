package dev.tidemark.schemas.database;

/** A password. It shows itself to nobody who does not ask for it by name. */
public record Secret(String reveal) {

  public static final Secret NONE = new Secret("");

  @Override
  public String toString() {
    return reveal.isEmpty() ? "" : "***";
  }
}
