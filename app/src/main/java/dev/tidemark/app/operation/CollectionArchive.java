package dev.tidemark.app.operation;

import dev.tidemark.app.home.ProtectedTables;
import dev.tidemark.archive.chain.Chains;
import dev.tidemark.archive.manifest.Archive;
import dev.tidemark.archive.storage.Storages;

/** A collection's archive as its manifests are now. */
final class CollectionArchive {

  private CollectionArchive() {}

  static Archive of(ProtectedTables collection) {
    return Archive.open(Storages.open(collection.storage()), collection.name());
  }

  static Chains chains(ProtectedTables collection) {
    return Chains.of(of(collection).manifests());
  }
}
