using System.Text.RegularExpressions;

namespace RfaAuth.Core.Tests.Conventions;

/// <summary>The rules of the design that a compiler does not hold.</summary>
public sealed partial class ArchitectureTests
{
    [Fact]
    public void Core_references_only_the_platform_and_Newtonsoft_Json() =>
        Assert.Equal(
            ["Newtonsoft.Json", "netstandard"],
            typeof(ApiSession).Assembly.GetReferencedAssemblies().Select(a => a.Name!).Order(StringComparer.Ordinal));

    [Fact]
    public void Only_the_folder_Json_uses_the_JSON_library()
    {
        var others = Repository.SourceFiles("RfaAuth.Core").Where(f => !f.Contains("/Json/", StringComparison.Ordinal) && File.ReadAllText(f).Contains("Newtonsoft", StringComparison.Ordinal));

        Assert.Empty(others);
    }

    [Fact]
    public void No_public_member_of_Core_is_a_token_or_a_password()
    {
        var secrets = typeof(ApiSession).Assembly.GetExportedTypes()
            .SelectMany(t => t.GetProperties())
            .Where(p => SecretName().IsMatch(p.Name) && (p.PropertyType == typeof(string) || p.PropertyType == typeof(System.Security.SecureString)))
            .Select(p => $"{p.DeclaringType!.Name}.{p.Name}");

        Assert.Empty(secrets);
    }

    [Fact]
    public void No_type_has_the_name_of_a_type_in_another_folder()
    {
        var twice =
            from project in new[] { "RfaAuth.Core", "RfaAuth", "RfaAuth.Sandbox" }
            from file in Repository.SourceFiles(project)
            from type in TypeName().Matches(File.ReadAllText(file))
            group Path.GetDirectoryName(file) by type.Groups[1].Value into folders
            where folders.Distinct().Count() > 1
            select folders.Key;

        Assert.Empty(twice);
    }

    [GeneratedRegex("Password|AccessToken|RefreshToken")]
    private static partial Regex SecretName();

    [GeneratedRegex(@"^(?:public |internal )(?:\w+ )*(?:class|struct|interface|enum|record) (\w+)", RegexOptions.Multiline)]
    private static partial Regex TypeName();
}
