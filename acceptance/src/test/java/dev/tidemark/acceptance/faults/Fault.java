package dev.tidemark.acceptance.faults;

import java.time.Duration;

/** Something that goes wrong, and is over after a while. */
sealed interface Fault {

  /** What it is counted as. */
  String name();

  /** It happens. */
  void begin(World world);

  /** It is over: what it has not killed works again. */
  void end(World world);

  /** Whether nothing else may be wrong meanwhile. */
  default boolean isAlone() {
    return false;
  }

  /** How long it has to last, for what it is to catch. */
  default Duration atLeast() {
    return Duration.ZERO;
  }

  /** {@code kill -9} of a process and all its children. */
  record Kill(Part part) implements Fault {
    @Override
    public String name() {
      return "kill -9 of " + part.word();
    }

    @Override
    public void begin(World world) {
      Signals.kill(world.pid(part));
    }

    @Override
    public void end(World world) {
      world.raise();
    }
  }

  /**
   * {@code kill -9} of {@code start} in the moment in which a backup of its becomes visible: all
   * that belongs to it has to be durable by then.
   */
  record KillAtManifest() implements Fault {
    @Override
    public String name() {
      return "kill -9 of tidemark behind a new manifest";
    }

    @Override
    public void begin(World world) {
      world.awaitManifest();
      Signals.kill(world.pid(Part.TIDEMARK));
    }

    @Override
    public void end(World world) {
      world.raise();
    }
  }

  /**
   * One fault while another lasts.
   *
   * @param first what lasts
   * @param then what comes before that is over
   */
  record During(Fault first, Fault then) implements Fault {

    /** Longer than from one message of capture's to the source to the next. */
    private static final Duration NOTICED = Duration.ofSeconds(4);

    @Override
    public String name() {
      return then.name() + " while " + first.name();
    }

    @Override
    public void begin(World world) {
      first.begin(world);
    }

    @Override
    public void end(World world) {
      then.begin(world);
      first.end(world);
      then.end(world);
    }

    @Override
    public Duration atLeast() {
      return NOTICED;
    }
  }

  /** SIGSTOP, and after a while SIGCONT: a process that hangs. */
  record Hang(Part part) implements Fault {
    @Override
    public String name() {
      return part.word() + " hangs";
    }

    @Override
    public void begin(World world) {
      Signals.stop(world.pid(part));
    }

    @Override
    public void end(World world) {
      Signals.goOn(world.pid(part));
    }
  }

  /** Every connection is reset. */
  record Cut(Link link) implements Fault {
    @Override
    public String name() {
      return "connections to " + link.word() + " cut";
    }

    @Override
    public void begin(World world) {
      world.relay(link).cut();
    }

    @Override
    public void end(World world) {
      world.relay(link).cut();
    }
  }

  /** Nothing comes through, and nobody is told; then it does, or the connections are reset. */
  record Freeze(Link link, boolean lasts) implements Fault {
    @Override
    public String name() {
      return "connections to " + link.word() + (lasts ? " black-holed" : " frozen");
    }

    @Override
    public void begin(World world) {
      world.relay(link).freeze();
    }

    @Override
    public void end(World world) {
      if (lasts) {
        world.relay(link).cut();
      }
      world.relay(link).thaw();
    }
  }

  /** The broker takes no record of the timeline, without which nothing is committed. */
  record RefusedCommits() implements Fault {
    @Override
    public String name() {
      return "broker refuses commits";
    }

    @Override
    public void begin(World world) {
      world.requireCopies(2);
    }

    @Override
    public void end(World world) {
      world.requireCopies(1);
    }
  }

  /** Every write and flush takes longer. */
  record SlowDisk(Part part, Duration each) implements Fault {
    @Override
    public String name() {
      return "slow disk of " + part.word();
    }

    @Override
    public void begin(World world) {
      world.shim(part).slow(each);
    }

    @Override
    public void end(World world) {
      world.shim(part).heal();
    }
  }

  record FullDisk(Part part) implements Fault {
    @Override
    public String name() {
      return "full disk of " + part.word();
    }

    @Override
    public void begin(World world) {
      world.shim(part).fill();
    }

    @Override
    public void end(World world) {
      world.shim(part).heal();
      world.raise();
    }
  }

  record FailingFlush(Part part) implements Fault {
    @Override
    public String name() {
      return "failing fsync of " + part.word();
    }

    @Override
    public void begin(World world) {
      world.shim(part).failFlushes();
    }

    @Override
    public void end(World world) {
      world.shim(part).heal();
      world.raise();
    }
  }

  /** The clock is set back, and later forward again. */
  record ClockBack(Part part, Duration by) implements Fault {
    @Override
    public String name() {
      return "clock of " + part.word() + " set back";
    }

    @Override
    public void begin(World world) {
      world.shim(part).clock(by.negated());
    }

    @Override
    public void end(World world) {
      world.shim(part).heal();
    }
  }

  /** Somebody starts it again while it runs. */
  record SecondStart() implements Fault {
    @Override
    public String name() {
      return "second start on the same home";
    }

    @Override
    public void begin(World world) {
      world.requireSecondStartRefused();
    }

    @Override
    public void end(World world) {
      world.raise();
    }
  }

  /**
   * Another home captures the same collection.
   *
   * @param hangs whether the first one does not know, for it hangs when the second takes over, in
   *     the middle of whatever it does, and goes on afterwards
   */
  record SecondCapture(boolean hangs) implements Fault {
    @Override
    public String name() {
      return "second capture" + (hangs ? " while the first hangs" : "");
    }

    @Override
    public void begin(World world) {
      if (hangs) {
        Signals.stop(world.pid(Part.TIDEMARK));
        world.relay(Link.SOURCE).cut();
      }
      world.beginSecond();
    }

    @Override
    public void end(World world) {
      if (hangs) {
        Signals.goOn(world.pid(Part.TIDEMARK));
      }
      world.endSecond();
    }

    @Override
    public boolean isAlone() {
      return true;
    }
  }

  /**
   * The source dies and a standby takes its place, which has not followed the slot.
   *
   * @param behind whether the standby lacks transactions that had committed
   * @param goesOn whether the collection goes on behind the gap; else a new one begins
   */
  record FailOver(boolean behind, boolean goesOn) implements Fault {
    @Override
    public String name() {
      return "failover to a standby" + (behind ? " that is behind" : "");
    }

    @Override
    public void begin(World world) {
      world.failOver(behind);
    }

    @Override
    public void end(World world) {
      world.beginAgainAfterGap(goesOn);
    }

    @Override
    public boolean isAlone() {
      return true;
    }
  }
}
