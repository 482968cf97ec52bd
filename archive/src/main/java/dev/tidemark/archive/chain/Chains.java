package dev.tidemark.archive.chain;

import dev.tidemark.archive.manifest.Manifest;
import dev.tidemark.archive.manifest.ManifestFile;
import dev.tidemark.schemas.change.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The backups of a collection, put together.
 *
 * @param chains oldest first
 * @param baseless what is wrong before the first chain: incrementals without a base
 */
public record Chains(List<Chain> chains, Optional<Damage> baseless) {

  public Chains {
    chains = List.copyOf(chains);
  }

  /** Puts manifests together, whatever they are. */
  public static Chains of(List<ManifestFile> manifests) {
    return new ChainBuilder(manifests).build();
  }

  public boolean isEmpty() {
    return chains.isEmpty() && baseless.isEmpty();
  }

  /** The chain that the next backup goes on with. */
  public Optional<Chain> newest() {
    return chains.isEmpty() ? Optional.empty() : Optional.of(chains.get(chains.size() - 1));
  }

  /** The newest chain that covers a sequence. */
  public Optional<Chain> covering(Sequence sequence) {
    for (int i = chains.size() - 1; i >= 0; i--) {
      if (chains.get(i).covers(sequence)) {
        return Optional.of(chains.get(i));
      }
    }
    return Optional.empty();
  }

  /** All damage there is, oldest first. */
  public List<Damage> damages() {
    List<Damage> damages = new ArrayList<>(baseless.stream().toList());
    chains.forEach(chain -> chain.damage().ifPresent(damages::add));
    return damages;
  }

  /** What can be restored; nothing when there is no full. */
  public Optional<History> history() {
    if (chains.isEmpty()) {
      return Optional.empty();
    }
    List<Manifest> timelines = new ArrayList<>();
    Sequence told = Sequence.NONE;
    for (Chain chain : chains) {
      // Usually the chain before tells a full's last transaction already, and all before it.
      if (chain.start().sequence().isAfter(told)) {
        timelines.add(chain.full());
      }
      timelines.addAll(chain.incrementals());
      told = chain.end().sequence();
    }
    Chain newest = chains.get(chains.size() - 1);
    return Optional.of(new History(chains.get(0).start(), newest.end(), timelines));
  }
}
