package datastream.collector.usecase.audit;

import datastream.collector.domain.audit.AuditEvent;

/**
 * Events that are alike.
 *
 * @param event the first of them
 * @param times how many they are, at least 1
 */
public record Gathered(AuditEvent event, long times) {

    Gathered plus(Gathered others) {
        return new Gathered(event, times + others.times);
    }
}
