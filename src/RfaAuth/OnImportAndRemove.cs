using RfaAuth.State;

namespace RfaAuth;

/// <summary>Remove-Module: the sessions of the runspace that removes the module are disconnected. Import does nothing but load.</summary>
public sealed class OnImportAndRemove : IModuleAssemblyCleanup
{
    public void OnRemove(PSModuleInfo psModuleInfo)
    {
        SessionTable.Current.DisconnectAll();
        SchemaCache.Clear();
    }
}
