#include "core/nets/weights_file.h"

#include "core/basics/checked_file.h"
#include "core/basics/error.h"
#include "core/basics/hash.h"

#include <cstring>
#include <nlohmann/json.hpp>

namespace hardlens {

namespace {

using nlohmann::json;

constexpr uint64_t maxHeaderBytes = 100u << 20; // as the format's own readers

std::span<const std::byte> bytesOf(const torch::Tensor& tensor)
{
    return {static_cast<const std::byte*>(tensor.data_ptr()), size_t(tensor.nbytes())};
}

const char* typeName(torch::ScalarType type)
{
    return type == torch::kFloat ? "F32" : "F64";
}

/// Where one tensor lies in the file.
struct Entry
{
    std::string name {};
    torch::ScalarType type = torch::kFloat;
    std::vector<int64_t> shape {};
    uint64_t begin = 0, end = 0;
};

Entry entryOf(const std::string& file, const std::string& name, const json& item)
{
    const auto refuse = [&](const std::string& why) {
        return DataError(concat(file, ": tensor ", name, ": ", why));
    };
    Entry entry {.name = name};
    try {
        const std::string type = item.at("dtype").get<std::string>();
        if (type != "F32" && type != "F64")
            throw refuse("dtype " + type + ": must be F32 or F64");
        entry.type = type == "F32" ? torch::kFloat : torch::kDouble;
        uint64_t count = 1;
        for (const json& size : item.at("shape")) {
            const uint64_t n = size.get<uint64_t>();
            if (n > (uint64_t {1} << 40) || (n > 0 && count > (uint64_t {1} << 40) / n))
                throw refuse("shape is too large");
            count *= n;
            entry.shape.push_back(int64_t(n));
        }
        entry.begin = item.at("data_offsets").at(0).get<uint64_t>();
        entry.end = item.at("data_offsets").at(1).get<uint64_t>();
        const uint64_t wanted = count * (type == "F32" ? 4 : 8);
        if (entry.end < entry.begin || entry.end - entry.begin != wanted)
            throw refuse(
                concat("data_offsets span ", entry.end - entry.begin, " bytes: must be ", wanted));
    } catch (const json::exception&) {
        throw refuse("header entry is incomplete or of the wrong type");
    }
    return entry;
}

json parsedHeader(const std::string& file, std::span<const std::byte> bytes)
{
    uint64_t length = 0;
    if (bytes.size() < sizeof length)
        throw DataError(concat(file, ": ", bytes.size(), " bytes: not a safetensors file"));
    std::memcpy(&length, bytes.data(), sizeof length);
    if (length > maxHeaderBytes || length > bytes.size() - sizeof length)
        throw DataError(concat(file, ": header of ", length, " bytes does not fit the file"));
    const char* text = reinterpret_cast<const char*>(bytes.data()) + sizeof length;
    json header = json::parse(text, text + length, nullptr, false);
    if (!header.is_object())
        throw DataError(concat(file, ": header is not a JSON object"));
    return header;
}

} // namespace

void writeWeights(const std::filesystem::path& path, const Weights& weights)
{
    json header;
    json about = weights.about;
    std::string data;
    for (const auto& [name, tensor] : weights.tensors) {
        TORCH_CHECK(tensor.scalar_type() == torch::kFloat || tensor.scalar_type() == torch::kDouble,
            name, ": expected float32 or float64, got ", tensor.scalar_type());
        const torch::Tensor host = tensor.detach().to(torch::kCPU).contiguous();
        const auto bytes = bytesOf(host);
        header[name] = {{"dtype", typeName(host.scalar_type())}, {"shape", host.sizes().vec()},
            {"data_offsets", {data.size(), data.size() + bytes.size()}}};
        about["crc32c." + name] = std::to_string(crc32c(bytes));
        data.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    }
    header["__metadata__"] = about;
    std::string text = header.dump();
    text.append((8 - text.size() % 8) % 8, ' '); // values start aligned
    const uint64_t length = text.size();
    std::string file(reinterpret_cast<const char*>(&length), sizeof length);
    file += text;
    file += data;
    writeFileAtomically(path, file);
}

Weights readWeights(const std::filesystem::path& path)
{
    const std::string file = path.string();
    const auto bytes = readWholeFile(path);
    const json header = parsedHeader(file, bytes);
    uint64_t length = 0;
    std::memcpy(&length, bytes.data(), sizeof length);
    const auto data = std::span(bytes).subspan(sizeof length + length);
    Weights weights;
    if (header.contains("__metadata__"))
        for (const auto& [key, value] : header["__metadata__"].items())
            if (value.is_string())
                weights.about[key] = value.get<std::string>();
    std::vector<Entry> entries;
    for (const auto& [name, item] : header.items())
        if (name != "__metadata__")
            entries.push_back(entryOf(file, name, item));
    std::sort(entries.begin(), entries.end(),
        [](const Entry& a, const Entry& b) { return a.begin < b.begin; });
    uint64_t expected = 0;
    for (const Entry& entry : entries) {
        if (entry.begin != expected || entry.end > data.size())
            throw DataError(concat(file, ": tensor ", entry.name, ": values at ", entry.begin,
                " to ", entry.end, ": must start at ", expected, " and end by ", data.size()));
        expected = entry.end;
        const auto values = data.subspan(entry.begin, entry.end - entry.begin);
        const auto sum = weights.about.find("crc32c." + entry.name);
        if (sum != weights.about.end() && sum->second != std::to_string(crc32c(values)))
            throw DataError(concat(file, ": tensor ", entry.name, ": damaged (checksum differs)"));
        torch::Tensor tensor = torch::empty(entry.shape, entry.type);
        std::memcpy(tensor.data_ptr(), values.data(), values.size());
        weights.tensors.emplace_back(entry.name, tensor);
    }
    if (expected != data.size())
        throw DataError(concat(file, ": ", data.size() - expected, " bytes after the last tensor"));
    return weights;
}

} // namespace hardlens
