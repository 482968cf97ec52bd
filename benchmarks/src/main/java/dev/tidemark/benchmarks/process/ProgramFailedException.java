package dev.tidemark.benchmarks.process;

/** A program did not do what was asked. */
public final class ProgramFailedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ProgramFailedException(Program program, int exit) {
    super(
        program.words().get(0)
            + " ended with "
            + exit
            + "; its last lines in "
            + program.log()
            + ":\n"
            + program.tail());
  }
}
