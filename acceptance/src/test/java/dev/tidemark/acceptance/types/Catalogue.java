package dev.tidemark.acceptance.types;

import dev.tidemark.acceptance.servers.Database;
import java.util.ArrayList;
import java.util.List;

/** All types there are to be proven. */
final class Catalogue {

  private Catalogue() {}

  /** Those of extensions only where the server has them. */
  static List<Family> families(Database source) {
    List<Family> families =
        new ArrayList<>(
            List.of(
                Numbers.family(),
                Numbers.keys(),
                Texts.family(),
                Times.family(),
                Structures.bitsAndNetworks(),
                Structures.geometry(),
                Structures.documents(),
                Composed.ranges(),
                Composed.arrays(),
                Declared.byUsers(),
                Declared.byTheServer()));
    List<String> available = source.query("SELECT name FROM pg_available_extensions");
    if (available.containsAll(Declared.EXTENSIONS)) {
      families.add(Declared.byExtensions());
    }
    return families;
  }
}
