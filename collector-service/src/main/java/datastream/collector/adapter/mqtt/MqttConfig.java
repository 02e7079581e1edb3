package datastream.collector.adapter.mqtt;

import datastream.settings.BrokerAddress;

/**
 * Which MQTT broker to take readings from.
 *
 * @param broker where it is
 * @param clientId name of this collector at the broker, the same after a restart, another for every
 *     replica: the broker keeps under it what is not acknowledged
 */
public record MqttConfig(BrokerAddress broker, String clientId) {}
