# Tidemark as an image: built from the sources, run without root, its home in /data.
FROM maven:3.9-eclipse-temurin-17 AS build
WORKDIR /src
COPY . .
RUN mvn -q -B -ntp -pl app -am -DskipTests -Denforcer.skip -Dspotless.check.skip package

FROM eclipse-temurin:17-jre
RUN groupadd --gid 10001 tidemark \
 && useradd --uid 10001 --gid tidemark --no-create-home --home-dir /data tidemark \
 && install -d -o tidemark -g tidemark /data
COPY --from=build /src/app/target/lib/ /opt/tidemark/lib/
COPY --from=build /src/app/target/tidemark-app-*.jar /opt/tidemark/lib/
RUN printf '%s\n' '#!/bin/sh' \
    'exec java -Xmx512m -XX:+ExitOnOutOfMemoryError $TIDEMARK_JAVA_OPTS -cp "/opt/tidemark/lib/*" dev.tidemark.app.Tidemark "$@"' \
    > /usr/local/bin/tidemark \
 && chmod 755 /usr/local/bin/tidemark
ENV LC_ALL=C.UTF-8
USER tidemark
VOLUME /data
ENTRYPOINT ["tidemark"]
CMD ["start", "--home", "/data"]
