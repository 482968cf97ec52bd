package dev.tidemark.app.session;

import dev.tidemark.app.home.Home;
import dev.tidemark.app.operation.StoredCollections;

/** Where the collections are that a session is about. */
public sealed interface Place {

  /** In a home: everything can be done. */
  record InHome(Home home) implements Place {}

  /** In a storage, and nothing else is left: what is there can be shown and restored. */
  record InStorage(StoredCollections stored) implements Place {}
}
