package dev.tidemark.app.cli;

import dev.tidemark.app.address.Passwords;
import java.util.List;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What a person is told of a command that was given wrongly, without the secrets in it. */
record WrongUsage(String message, String hint) {

  static WrongUsage of(ParameterException problem) {
    String help =
        "`" + problem.getCommandLine().getCommandSpec().qualifiedName() + " --help` explains it.";
    if (problem instanceof UnmatchedArgumentException unmatched) {
      return new WrongUsage(unknown(unmatched), nearest(unmatched) + help);
    }
    // Of exclusive options picocli speaks with a prefix of its own.
    String message = String.valueOf(problem.getMessage()).replaceFirst("^Error: ", "");
    return new WrongUsage(Passwords.hidden(message), help);
  }

  /**
   * Names the first of them alone: the word after an unknown {@code --password} is the password.
   */
  private static String unknown(UnmatchedArgumentException unmatched) {
    String first = unmatched.getUnmatched().get(0);
    return first.startsWith("-")
        ? "unknown option: " + first.replaceFirst("=.*", "")
        : "unexpected argument: " + Passwords.hidden(first);
  }

  private static String nearest(UnmatchedArgumentException unmatched) {
    List<String> near = unmatched.getSuggestions();
    return near.isEmpty() ? "" : "Did you mean " + String.join(" or ", near) + "? ";
  }
}
