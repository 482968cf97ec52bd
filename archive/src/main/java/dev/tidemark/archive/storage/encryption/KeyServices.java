package dev.tidemark.archive.storage.encryption;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KmsClient;
import com.google.crypto.tink.KmsClients;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * Key management services, by Tink's interface to them: the clients that a program has registered,
 * then those on the class path.
 */
final class KeyServices {

  /** Names a file of credentials in the form of the service; without it the service's own way. */
  static final String CREDENTIALS = "TIDEMARK_KMS_CREDENTIALS";

  private KeyServices() {}

  /**
   * What encrypts with a key that never leaves its service.
   *
   * @param environment variables by name
   * @throws KeyException there is no client for it, or it does not let us in
   */
  static Aead aead(KeySource.Service service, Map<String, String> environment) {
    try {
      Optional<KmsClient> registered = registered(service.uri());
      KmsClient client =
          registered.isPresent()
              ? registered.get()
              : authenticated(onClassPath(service), environment.get(CREDENTIALS));
      return client.getAead(service.uri());
    } catch (GeneralSecurityException e) {
      throw KeyException.service(service, e);
    }
  }

  private static Optional<KmsClient> registered(String uri) {
    try {
      return Optional.of(KmsClients.get(uri));
    } catch (GeneralSecurityException e) {
      // Tink's word for: nobody has registered one.
      return Optional.empty();
    }
  }

  private static KmsClient onClassPath(KeySource.Service service) {
    for (KmsClient client : ServiceLoader.load(KmsClient.class)) {
      if (client.doesSupport(service.uri())) {
        return client;
      }
    }
    throw KeyException.noClient(service);
  }

  private static KmsClient authenticated(KmsClient client, @Nullable String credentials)
      throws GeneralSecurityException {
    return credentials == null || credentials.isBlank()
        ? client.withDefaultCredentials()
        : client.withCredentials(credentials);
  }
}
