using RfaAuth.Core.Apis;

namespace RfaAuth.Input;

/// <summary>Accepts the names of known services, like ValidateSet with names from a table.</summary>
internal sealed class ValidateServiceNameAttribute : ValidateArgumentsAttribute
{
    /// <summary>The names, under the same name as in ValidateSet.</summary>
    public IReadOnlyList<string> ValidValues { get; } = [.. KnownServices.All.Select(service => service.Name)];

    protected override void Validate(object arguments, EngineIntrinsics engineIntrinsics)
    {
        if (arguments is not string name || KnownServices.Find(name) is null)
            throw new ValidationMetadataException($"'{arguments}' is no service that the module knows. It knows: {string.Join(", ", ValidValues)}.");
    }
}
