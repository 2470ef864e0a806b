#!/usr/bin/env bash
# Creates the topics of TOPICS that are not there yet; the broker creates none by itself. They keep every event: a consumer
# that is new, or was away, reads from the beginning. A topic that is there already is told so too.
set -euo pipefail

for topic in $TOPICS; do
  /opt/kafka/bin/kafka-topics.sh --bootstrap-server kafka:9092 --create --if-not-exists \
    --topic "$topic" --partitions "$PARTITIONS" --replication-factor 1 --config retention.ms=-1
  /opt/kafka/bin/kafka-configs.sh --bootstrap-server kafka:9092 --alter --topic "$topic" --add-config retention.ms=-1
done
