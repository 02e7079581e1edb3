/** The audit log: taking in, keeping and forgetting. */
@NullMarked
package datastream.collector.usecase.audit;

import org.jspecify.annotations.NullMarked;
