package dev.tidemark.archive.storage.s3;

import dev.tidemark.archive.storage.StorageRefusedException;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** Makes clients of the SDK. */
final class Clients {

  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration SILENCE = Duration.ofSeconds(30);

  private Clients() {}

  static SdkHttpClient http() {
    return UrlConnectionHttpClient.builder()
        .connectionTimeout(CONNECT)
        .socketTimeout(SILENCE)
        .build();
  }

  static S3Client of(S3Address address, SdkHttpClient http) {
    S3Options options = address.options();
    boolean isChecked = options.checksums() == S3Options.Checksums.WHERE_SUPPORTED;
    S3ClientBuilder builder =
        S3Client.builder()
            .httpClient(http)
            .credentialsProvider(credentials(options.credentials()))
            .forcePathStyle(options.addressing() == S3Options.Addressing.PATH)
            .requestChecksumCalculation(
                isChecked
                    ? RequestChecksumCalculation.WHEN_SUPPORTED
                    : RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(
                isChecked
                    ? ResponseChecksumValidation.WHEN_SUPPORTED
                    : ResponseChecksumValidation.WHEN_REQUIRED)
            // In one piece, with the checksum before it: what is sent lies in memory anyway, and
            // not every store takes chunks with a checksum behind them.
            .serviceConfiguration(service -> service.chunkedEncodingEnabled(false))
            .overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.doNotRetry()));
    options.endpoint().ifPresent(builder::endpointOverride);
    options
        .region()
        .or(() -> options.endpoint().map(given -> Region.US_EAST_1.id()))
        .map(Region::of)
        .ifPresent(builder::region);
    try {
      return builder.build();
    } catch (SdkClientException e) {
      throw new StorageRefusedException(
          "the region of bucket " + address.bucket() + " is not known",
          "Write s3://" + address.bucket() + "?region=…, or set AWS_REGION.",
          e);
    }
  }

  private static AwsCredentialsProvider credentials(S3Credentials credentials) {
    if (credentials instanceof S3Credentials.Keys keys) {
      return StaticCredentialsProvider.create(
          AwsBasicCredentials.create(keys.accessKeyId(), keys.secretAccessKey().reveal()));
    }
    if (credentials instanceof S3Credentials.KeysFile keys) {
      return StaticCredentialsProvider.create(KeysFile.read(keys.file()));
    }
    return DefaultCredentialsProvider.builder().build();
  }
}
