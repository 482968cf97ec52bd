package dev.tidemark.capture.source;

import io.debezium.jdbc.JdbcConfiguration;
import io.debezium.jdbc.JdbcConnection.ConnectionFactory;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;

/**
 * Opens the engine's connections, and mends one query on its way. The engine reads every type of
 * the database at its start, and breaks on a domain over an enum, which has the category of enums
 * and no values of its own. Public because the engine makes it by name.
 */
public final class EngineConnections implements ConnectionFactory {

  private static final String BREAKING = "e.values as enum_values";
  private static final String MENDED = "coalesce(e.values, '{}'::name[]) as enum_values";

  @Override
  public Connection connect(JdbcConfiguration config) throws SQLException {
    Properties properties = config.asProperties();
    properties.setProperty("PGDBNAME", config.getDatabase());
    Connection connection =
        new Driver()
            .connect(
                "jdbc:postgresql://" + config.getHostname() + ":" + config.getPort() + "/",
                properties);
    if (connection == null) {
      throw new SQLException("the driver does not know its own URL");
    }
    return mending(Connection.class, connection);
  }

  private static <T> T mending(Class<T> type, T target) {
    return type.cast(
        Proxy.newProxyInstance(
            EngineConnections.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> call(target, method, arguments)));
  }

  private static @Nullable Object call(
      Object target, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
    if (arguments != null && arguments.length > 0 && arguments[0] instanceof String sql) {
      arguments[0] = sql.replace(BREAKING, MENDED);
    }
    try {
      Object result = method.invoke(target, arguments);
      return method.getReturnType() == Statement.class && result != null
          ? mending(Statement.class, (Statement) result)
          : result;
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }
}
