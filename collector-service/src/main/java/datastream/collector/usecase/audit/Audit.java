package datastream.collector.usecase.audit;

import datastream.collector.domain.audit.AuditEvent;

/** Is told what the audit log is to tell. Thread-safe. */
@FunctionalInterface
public interface Audit {

    /** Never waits and never fails: nobody is held up by what is written about him. */
    void note(AuditEvent event);
}
