#!/usr/bin/env bash
# Creates the topics of TOPICS that are not there yet. The broker creates none by itself.
set -euo pipefail

for topic in $TOPICS; do
  /opt/kafka/bin/kafka-topics.sh --bootstrap-server kafka:9092 --create --if-not-exists \
    --topic "$topic" --partitions "$PARTITIONS" --replication-factor 1
done
