#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace hardlens {

/// Why a name from an annotation is not looked up at all; empty where it may be. Absolute paths,
/// drive letters, backslashes, NUL and ".." are refused; folders below ("train/a.jpg") may be
/// named.
std::string whyRefused(std::string_view name);

/// Whether the name ends as the pictures do that are read: .jpg .jpeg .png .bmp .tif .tiff .webp,
/// in small or capital letters.
bool isPictureName(std::string_view name);

/// "a" of "a.jpg", "a.b" of "a.b.jpg"; the name itself where it has no ending.
std::string_view stemOf(std::string_view name);

/// Files of a data set, looked up by names that others wrote, never outside one folder. Symbolic
/// links are followed where they stay inside. Every folder is listed once; not for several threads.
class ContainedFiles
{
public:
    /// Throws DataError where root is no folder.
    explicit ContainedFiles(const std::filesystem::path& root);

    const std::filesystem::path& root() const { return m_root; }
    std::filesystem::path pathOf(std::string_view shown) const;

    /// What a look-up found. All three are empty where there is no such file.
    struct Answer
    {
        std::string shown {};   // seen from the root: "JPEGImages/a.jpg"
        std::string path {};    // to be opened: a regular file inside the root
        std::string refusal {}; // why it is there and may not be opened: "is a FIFO"

        bool found() const { return !path.empty(); }
    };

    /// folder: seen from the root, empty: the root. name: as an annotation has it, which must pass
    /// whyRefused, else its reason is the refusal.
    Answer find(std::string_view folder, std::string_view name);
    /// The picture of that stem: <stem>.jpg and its like, in the order of isPictureName's list.
    Answer findPicture(std::string_view folder, std::string_view stem);

    enum class EntryKind : uint8_t
    {
        File,
        Folder,
        Link,
        Other, // FIFO, device, socket
    };
    struct Entry
    {
        std::string name {};
        EntryKind kind = EntryKind::File;
    };
    struct Listing
    {
        bool exists = false;           // as a folder that can be listed, inside the root
        std::string refusal {};        // why it is there and may not be listed
        std::vector<Entry> entries {}; // by name
    };
    /// The same object for the same folder each time.
    const Listing& list(std::string_view folder);

    /// The root ("") and the folders below it, to that depth, links not followed; at most 2,000.
    std::vector<std::string> foldersBelow(int depth);

private:
    Answer answer(std::string_view folder, const Entry& entry) const;
    bool isInside(const std::filesystem::path& canonical) const;

    std::filesystem::path m_root {};
    std::string m_canonicalRoot {};
    std::map<std::string, Listing, std::less<>> m_listings {};
};

/// "train/a.jpg" of "train" and "a.jpg"; "a.jpg" where the folder is the root.
std::string joined(std::string_view folder, std::string_view name);

} // namespace hardlens
