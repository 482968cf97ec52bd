package dev.tidemark.app.demo;

import dev.tidemark.app.output.Text;
import dev.tidemark.schemas.change.TableId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/** A small shop in a database: customers, products, orders and their lines. */
final class Shop {

  static final String SCHEMA = "public";
  static final TableId ORDERS = new TableId(SCHEMA, "orders");
  static final List<TableId> TABLES =
      List.of(
          new TableId(SCHEMA, "customers"),
          new TableId(SCHEMA, "products"),
          ORDERS,
          new TableId(SCHEMA, "order_lines"));

  private static final int CUSTOMERS = 200;
  private static final int PRODUCTS = 40;
  private static final int FIRST_ORDERS = 800;

  private final DataSource database;
  private final Random random = new Random(2026);
  private int lastOrder = FIRST_ORDERS;

  private Shop(DataSource database) {
    this.database = database;
  }

  static Shop open(DataSource database) {
    Shop shop = new Shop(database);
    shop.execute(
        """
        CREATE TABLE customers (
          id int PRIMARY KEY, name text NOT NULL, city text, since date NOT NULL);
        CREATE TABLE products (
          id int PRIMARY KEY, name text NOT NULL, price numeric(8,2) NOT NULL, stock int NOT NULL);
        CREATE TABLE orders (
          id int PRIMARY KEY, customer int NOT NULL REFERENCES customers,
          status text NOT NULL, total numeric(10,2) NOT NULL, placed timestamptz NOT NULL);
        CREATE TABLE order_lines (
          order_id int REFERENCES orders, line int, product int NOT NULL REFERENCES products,
          quantity int NOT NULL, PRIMARY KEY (order_id, line));
        INSERT INTO customers
          SELECT n, 'Customer ' || n, (ARRAY['Lisboa','Oslo','Wien','Gdańsk'])[1 + n %% 4],
                 date '2020-01-01' + n FROM generate_series(1, %1$d) n;
        INSERT INTO products
          SELECT n, 'Product ' || n, 1.99 + n, 1000 FROM generate_series(1, %2$d) n;
        INSERT INTO orders
          SELECT n, 1 + n %% %1$d, 'paid', 10 + n %% 90 + 0.95,
                 timestamptz '2026-01-01 08:00+00' + n * interval '1 hour'
          FROM generate_series(1, %3$d) n;
        INSERT INTO order_lines
          SELECT n, line, 1 + (n * line) %% %2$d, 1 + n %% 3
          FROM generate_series(1, %3$d) n, generate_series(1, 2) line;
        """
            .formatted(CUSTOMERS, PRODUCTS, FIRST_ORDERS));
    return shop;
  }

  String describe() {
    return TABLES.stream()
        .map(
            table ->
                Text.count(count("SELECT count(*) FROM " + table), "row") + " of " + table.table())
        .collect(Collectors.joining(", "));
  }

  /** Runs that many transactions: orders come in and are paid, prices change, customers move. */
  String trade(int transactions) {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      for (int n = 0; n < transactions; n++) {
        statement.execute(transaction());
        connection.commit();
      }
    } catch (SQLException e) {
      throw new DemoException("the shop could not trade: " + e.getMessage(), e);
    }
    return Text.count(transactions, "transaction");
  }

  private String transaction() {
    int customer = 1 + random.nextInt(CUSTOMERS);
    int product = 1 + random.nextInt(PRODUCTS);
    int order = 1 + random.nextInt(FIRST_ORDERS);
    return switch (random.nextInt(6)) {
      case 0 -> "UPDATE products SET price = price + 0.10 WHERE id = " + product;
      case 1 -> "UPDATE customers SET city = 'Praha' WHERE id = " + customer;
      case 2 -> "UPDATE orders SET status = 'shipped' WHERE id = " + order;
      case 3 -> "DELETE FROM order_lines WHERE line = 2 AND order_id = " + order;
      default -> placeOrder(customer, product);
    };
  }

  private String placeOrder(int customer, int product) {
    lastOrder++;
    return """
        INSERT INTO orders VALUES (%1$d, %2$d, 'paid', 42.00, now());
        INSERT INTO order_lines VALUES (%1$d, 1, %3$d, 2), (%1$d, 2, 7, 1);
        UPDATE products SET stock = stock - 2 WHERE id = %3$d;
        """
        .formatted(lastOrder, customer, product);
  }

  /** What nobody meant to do. */
  void ruin(Narrator narrator) {
    String update = "UPDATE orders SET status = 'cancelled', total = 0";
    narrator.fact("sql> " + update + ";");
    narrator.fact("UPDATE " + count("SELECT count(*) FROM orders"));
    execute(update);
    String delete =
        "DELETE FROM order_lines WHERE order_id IN (SELECT id FROM orders WHERE total = 0)";
    narrator.fact("sql> " + delete + ";");
    narrator.fact("DELETE " + count("SELECT count(*) FROM order_lines"));
    execute(delete);
  }

  String describeRuin() {
    return Text.count(count("SELECT count(*) FROM orders WHERE total = 0"), "order")
        + " without a total, "
        + Text.count(count("SELECT count(*) FROM order_lines"), "order line");
  }

  /** Every row of a table as the server prints it, in key order. */
  List<String> rows(String schema, String table) {
    String name = new TableId(schema, table).quoted();
    // In all four tables the first columns are the key, so the order of rows is that of their keys.
    String query = "SELECT r::text AS line FROM " + name + " r ORDER BY r";
    List<String> rows = new ArrayList<>();
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      while (result.next()) {
        rows.add(result.getString(1));
      }
    } catch (SQLException e) {
      throw new DemoException("table " + name + " cannot be read: " + e.getMessage(), e);
    }
    return rows;
  }

  private long count(String query) {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      result.next();
      return result.getLong(1);
    } catch (SQLException e) {
      throw new DemoException("the shop cannot be read: " + e.getMessage(), e);
    }
  }

  private void execute(String sql) {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new DemoException("the shop's database refused a statement: " + e.getMessage(), e);
    }
  }
}
