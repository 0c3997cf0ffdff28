#pragma once

#include "core/basics/error.h"
#include "core/records/encoding/byte_reader.h"
#include "core/records/encoding/byte_writer.h"
#include "core/records/encoding/encoding.h"

/// How the bytes of every record begin and end; for the files of this folder, which describe the
/// fields in between by functions code(coder, record), each given here as `fields`.
namespace hardlens::framed {

template <typename Record, typename Fields>
std::vector<std::byte> bytesOf(RecordKind kind, const Record& record, Fields fields)
{
    ByteWriter writer;
    writer(uint8_t(kind), encodingVersion);
    fields(writer, record);
    return writer.take();
}

template <typename Record, typename Fields>
Record recordOf(RecordKind kind, std::span<const std::byte> bytes, Fields fields)
{
    ByteReader reader(bytes);
    uint8_t found = 0;
    uint16_t version = 0;
    reader(found, version);
    reader.require(found == uint8_t(kind), "another kind of record");
    if (version > encodingVersion)
        throw DataError(concat("record: needs version ", version,
            " of the encoding: this program reads up to ", encodingVersion));
    reader.require(version >= 1, "no version");
    reader.setVersion(version);
    Record record;
    fields(reader, record);
    reader.end();
    return record;
}

} // namespace hardlens::framed

/// Defines encoded and decoded of one record. In namespace hardlens, behind the record's code
/// function.
#define HL_ENCODED_RECORD(Record)                                                                  \
    template <> std::vector<std::byte> encoded(const Record& record)                               \
    {                                                                                              \
        return framed::bytesOf(                                                                    \
            RecordKind::Record, record, [](auto& coder, auto& fields) { code(coder, fields); });   \
    }                                                                                              \
    template <> Record decoded(std::span<const std::byte> bytes)                                   \
    {                                                                                              \
        return framed::recordOf<Record>(                                                           \
            RecordKind::Record, bytes, [](auto& coder, auto& fields) { code(coder, fields); });    \
    }
