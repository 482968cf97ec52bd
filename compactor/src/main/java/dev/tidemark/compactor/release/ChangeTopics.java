package dev.tidemark.compactor.release;

import dev.tidemark.compactor.release.Release.Part;
import dev.tidemark.schemas.change.TableId;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;

/** Where a collection's changes are, to be shortened. */
public interface ChangeTopics {

  /** The first offset that each partition still has; without tables whose topic is gone. */
  SortedMap<TableId, List<Long>> begins(Collection<TableId> tables);

  /** Removes what is below the end of each part. */
  void deleteBelow(List<Part> parts);
}
