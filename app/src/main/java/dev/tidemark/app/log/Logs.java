package dev.tidemark.app.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.util.FileSize;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/** Turns the log file of the server on and off. */
public final class Logs {

  private static final String LINE = "%d{yyyy-MM-dd HH:mm:ss.SSS} %-5level %logger{24} - %msg%n";

  private Logs() {}

  /**
   * From now on everything worth keeping goes to a file of at most 20 MiB, with two older ones.
   *
   * @return ends it again
   */
  public static Closing toFile(Path file) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    RollingFileAppender<ILoggingEvent> appender = new RollingFileAppender<>();
    appender.setContext(context);
    appender.setName(file.toString());
    appender.setFile(file.toString());
    appender.setEncoder(encoder(context));
    roll(appender, context, file);
    appender.start();
    root.addAppender(appender);
    return () -> {
      root.detachAppender(appender);
      appender.stop();
    };
  }

  static PatternLayoutEncoder encoder(LoggerContext context) {
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern(LINE);
    encoder.start();
    return encoder;
  }

  /** How much each part may say. The libraries tell of every step at INFO; a person wants ours. */
  static void levels(LoggerContext context) {
    context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).setLevel(Level.WARN);
    context.getLogger("dev.tidemark").setLevel(Level.INFO);
    context.getLogger("io.debezium").setLevel(Level.WARN);
    context.getLogger("org.apache.kafka").setLevel(Level.WARN);
    context.getLogger("kafka").setLevel(Level.WARN);
  }

  private static void roll(
      RollingFileAppender<ILoggingEvent> appender, LoggerContext context, Path file) {
    FixedWindowRollingPolicy window = new FixedWindowRollingPolicy();
    window.setContext(context);
    window.setParent(appender);
    window.setFileNamePattern(file + ".%i");
    window.setMinIndex(1);
    window.setMaxIndex(2);
    window.start();
    SizeBasedTriggeringPolicy<ILoggingEvent> size = new SizeBasedTriggeringPolicy<>();
    size.setContext(context);
    size.setMaxFileSize(FileSize.valueOf("20MB"));
    size.start();
    appender.setRollingPolicy(window);
    appender.setTriggeringPolicy(size);
  }

  /** Something to be ended, without an exception. */
  @FunctionalInterface
  public interface Closing extends AutoCloseable {
    @Override
    void close();
  }
}
