package dev.tidemark.acceptance.servers;

import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.PortBinding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** PostgreSQL in a container, published on one port of the loopback interface. */
final class ContainerPostgresServer implements PostgresServer {

  private static final int STOP_SECONDS = 10;

  private final PostgreSQLContainer container;
  private final int port;

  private ContainerPostgresServer(PostgreSQLContainer container, int port) {
    this.container = container;
    this.port = port;
  }

  static PostgresServer create(String image, Map<String, String> settings) {
    int port = PostgresSettings.freePort();
    List<String> command = new ArrayList<>(List.of("postgres"));
    settings.forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
    // A fixed port: Docker would choose another one at every restart of the container.
    PostgreSQLContainer container =
        new PostgreSQLContainer(image)
            .withUsername(SUPERUSER)
            .withPassword(SUPERUSER)
            .withCommand(command.toArray(String[]::new))
            .withCreateContainerCmdModifier(
                create -> {
                  HostConfig host =
                      Objects.requireNonNullElseGet(
                          create.getHostConfig(), HostConfig::newHostConfig);
                  String binding = "127.0.0.1:" + port + ":" + PostgreSQLContainer.POSTGRESQL_PORT;
                  create.withHostConfig(host.withPortBindings(PortBinding.parse(binding)));
                });
    container.start();
    PostgresServer server = new ContainerPostgresServer(container, port);
    Runtime.getRuntime().addShutdownHook(new Thread(server::close));
    PostgresSettings.createOwner(server);
    return server;
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public void stop() {
    DockerClientFactory.lazyClient()
        .stopContainerCmd(container.getContainerId())
        .withTimeout(STOP_SECONDS)
        .exec();
  }

  @Override
  public void start() {
    DockerClientFactory.lazyClient().startContainerCmd(container.getContainerId()).exec();
    Database.awaitConnections(this);
  }

  @Override
  public void close() {
    container.stop();
  }
}
