/** The gRPC door. */
@NullMarked
package datastream.collector.adapter.grpc;

import org.jspecify.annotations.NullMarked;
